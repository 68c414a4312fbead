"""The plain pages: each module gives `router`."""
