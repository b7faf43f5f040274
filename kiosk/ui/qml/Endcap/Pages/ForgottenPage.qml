pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Controls
import Endcap.Models

// The profile was deleted: said plainly.
Rectangle {
    id: page

    required property KioskModel kiosk

    color: Theme.paper

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sheetWidth)
        spacing: Theme.space4

        EmptyNote {
            width: parent.width
            glyph: Icons.check
            title: qsTr("Everything is deleted")
            detail: qsTr("This kiosk no longer knows anything about you.")
        }
        ActionButton {
            objectName: "forgottenDone"
            width: parent.width
            text: qsTr("Done")
            onClicked: page.kiosk.endSession()
        }
    }
}
