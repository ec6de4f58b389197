"""The nouns of gongkai: frozen values that cross the boundaries between stages. Imports nothing of ours."""
