"""Lets delta-rs write a checkpoint of a table's latest version.

    make_checkpoint.py TABLE_DIR
"""
import sys

import deltalake

deltalake.DeltaTable(sys.argv[1]).create_checkpoint()
