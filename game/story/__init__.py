"""The scenario format: its words, its model, its loader and its checks."""
