"""Files and answers of others, read into observations: what can be read, and everything that speaks against it.

Bytes are taken apart in a child process (inside.py), their cells are given meaning by a mapping (mapping.py), and
nothing is written here: reading.py hands back rows and findings, compare.py holds them against what is known.
"""
