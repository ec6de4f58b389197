"""Set everything up, once, and run `gongkai build` with the arguments given.

    python3 scripts/build.py [ARGUMENTS OF gongkai build]

Needs Python 3.11 or newer, and a package index to install from the first time.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("gongkai needs Python 3.11 or newer; this is Python %d.%d" % sys.version_info[:2])

from environment import run

if __name__ == "__main__":
    sys.exit(run("requirements.lock", ["-m", "gongkai", "build"] + sys.argv[1:]))
