pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// Asks once more before something that everybody will notice.
Rectangle {
    id: sheet

    required property string question
    required property string detail
    required property string yes
    required property string no

    signal agreed
    signal declined

    color: Theme.veil

    MouseArea {
        objectName: "confirmVeil"
        anchors.fill: parent
        onClicked: sheet.declined()
    }
    Panel {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sheetWidth)
        height: column.implicitHeight + 2 * Theme.space8
        radius: Theme.radiusLarge

        MouseArea { anchors.fill: parent }
        Column {
            id: column
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Theme.space6 }
            spacing: Theme.space3

            Label {
                width: parent.width
                text: sheet.question
                font.pixelSize: Theme.textHeading
                font.bold: true
                lineHeight: Theme.lineTight
            }
            Label {
                width: parent.width
                text: sheet.detail
                color: Theme.inkSoft
                bottomPadding: Theme.space3
            }
            ActionButton {
                objectName: "confirmYes"
                width: parent.width
                kind: "danger"
                text: sheet.yes
                onClicked: sheet.agreed()
            }
            ActionButton {
                objectName: "confirmNo"
                width: parent.width
                kind: "secondary"
                implicitHeight: Theme.touchPrimary
                text: sheet.no
                onClicked: sheet.declined()
            }
        }
    }
}
