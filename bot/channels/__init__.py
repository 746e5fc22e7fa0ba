"""How people reach Jinhui. Channels never import each other."""
