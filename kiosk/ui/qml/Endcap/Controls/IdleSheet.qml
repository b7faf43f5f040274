pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// Asks whether anybody is still here, before everything is wiped. One touch anywhere goes on.
Rectangle {
    id: sheet

    required property KioskModel kiosk

    visible: kiosk.idleWarning
    color: Theme.veil

    MouseArea {
        objectName: "idleVeil"
        anchors.fill: parent
        onClicked: sheet.kiosk.extendSession()
    }
    Panel {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sheetWidth)
        height: column.implicitHeight + 2 * Theme.space8
        radius: Theme.radiusLarge

        Column {
            id: column
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Theme.space6 }
            spacing: Theme.space3

            Label {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Are you still here?")
                font.pixelSize: Theme.textHeading
                font.bold: true
                lineHeight: Theme.lineTight
            }
            Label {
                objectName: "idleSeconds"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: "" + sheet.kiosk.idleSecondsLeft
                color: Theme.accent
                font.pixelSize: Theme.textDisplay
                font.bold: true
                lineHeight: 1
            }
            Label {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Then this screen forgets what you looked at.")
                color: Theme.inkSoft
                bottomPadding: Theme.space3
            }
            ActionButton {
                objectName: "idleStay"
                width: parent.width
                text: qsTr("I am still here")
                onClicked: sheet.kiosk.extendSession()
            }
            ActionButton {
                objectName: "idleEnd"
                width: parent.width
                kind: "secondary"
                implicitHeight: Theme.touchPrimary
                text: qsTr("I am done")
                onClicked: sheet.kiosk.endSession()
            }
        }
    }
}
