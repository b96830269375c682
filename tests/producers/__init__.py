"""Files of every format by the programs that people make them with, and what is read out of them."""
