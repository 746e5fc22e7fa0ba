"""The desk: a call-centre agent holds the residents' conversation as a script."""
