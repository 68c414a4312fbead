"""Messages of which it is known what they are, and the weights that tell (assistant/intent.py)."""
