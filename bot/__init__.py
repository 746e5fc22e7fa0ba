"""The outside world: channels, storage, the command line and settings."""
