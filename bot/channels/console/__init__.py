"""A conversation in a terminal, through a pipe, or as lines of JSON for programs."""
