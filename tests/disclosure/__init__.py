"""Small numbers attacked: linear programs over what is published, leaks in files, words and screens."""
