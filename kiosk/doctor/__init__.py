"""`endcap doctor` says what is missing or broken on this device, and how to mend it. It changes nothing."""
