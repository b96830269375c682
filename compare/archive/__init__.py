"""The archive: witnesses in one folder, searched by their words, their paragraphs and their events."""
