"""What the portal holds of a person: one table of what is kept and what is erased, finding, exporting and erasing."""
