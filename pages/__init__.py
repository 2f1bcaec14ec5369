"""What people see: one module per screen; what they share lies in parts/."""
