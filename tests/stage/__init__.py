"""The window: its layout, keys, pictures and rest."""
