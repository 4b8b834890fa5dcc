"""The format of all sound that is rendered and played: mono, signed 16-bit samples."""

from array import array
from typing import TypeAlias

RATE = 44_100  # hertz
Samples: TypeAlias = "array[int]"  # of type "h"; a string, because Python 3.11 cannot subscript `array` at run time
