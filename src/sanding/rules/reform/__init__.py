"""Rules of this project on how a reform is carried out, one file each."""
