"""What the witnesses of `billow serve` share."""
