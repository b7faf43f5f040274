pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// What is wrong with the bridge now: what happened, what to do, since when. Nothing while all is well.
Column {
    id: alerts

    required property StaffModel staff

    visible: staff.alerts.count > 0
    spacing: Theme.space2

    Repeater {
        model: alerts.staff.alerts

        StaffCard {
            id: card

            required property string name
            required property string advice
            required property string since

            objectName: "alert-" + name
            width: alerts.width
            glyph: tone === "bad" ? Icons.alert : Icons.warning
            detail: advice

            Label {
                width: parent.width
                visible: text !== ""
                text: card.since
                color: Theme.inkSoft
                font.pixelSize: Theme.textCaption
                lineHeight: Theme.lineTight
            }
        }
    }
}
