"""What a screen is made of; each widget has a role, a label, a value and a focus."""
