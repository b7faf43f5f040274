pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme

// How much it hurries: a word on a colour, the stronger the sooner.
Chip {
    id: chip

    required property string urgency

    color: Theme.urgency(urgency)
    words: Theme.urgencyInk(urgency)
    glyph: urgency === "empty" ? Icons.alert : urgency === "high" ? Icons.warning : urgency === "unknown" ? Icons.question : Icons.minus
}
