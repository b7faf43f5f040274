"""The one home of features: training and the device import the same code. numpy only."""
