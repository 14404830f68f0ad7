"""Tables that come in, of payments and of the staff's lists alike: how their files are read."""
