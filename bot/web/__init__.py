"""What is served over HTTP: health, the messaging platforms' webhooks, and pages for people."""
