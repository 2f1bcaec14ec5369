"""What officers record and load, kept as an append-only ledger beside the text of the repository.

A release is a list of rows put or withdrawn. The build lays the releases in force over the text in their order; nothing
is ever changed or deleted, so that every figure can be followed back to when, in which role and from which file it came.
"""
