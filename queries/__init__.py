"""What can be asked: one SQL file per question, the connection, and pure functions that turn rows into verdicts."""
