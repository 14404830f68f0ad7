"""The composition: addresses, public pages that look at every app, commands. No models; nobody imports it."""
