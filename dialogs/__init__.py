"""The conversation as a state machine: what was said, what to ask, what to reply. Pure."""
