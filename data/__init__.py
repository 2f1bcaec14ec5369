"""What the monitor knows: figures, metadata and rules as text, and the build that turns them into a database."""
