"""One file a screen: the library, a play, why, the log, the menu."""
