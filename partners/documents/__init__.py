"""The papers of relations: letters of greeting, the profile of a partner, the passport of our city."""
