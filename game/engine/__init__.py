"""The rules: what a choice does to the character, each change with its reason."""
