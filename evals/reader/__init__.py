"""What the reader (assistant/reader.py) is trained on, and how."""
