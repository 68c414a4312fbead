"""Files that attack a reader, made when a test asks for them."""
