"""Promises, criteria, deadlines and the age of figures: units, properties, the evaluations, and the pages."""
