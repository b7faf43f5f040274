import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One line of the comparison.
Column {
    id: line

    required property string title
    required property string fact
    property string detail: ""
    property bool best: false

    spacing: Theme.space05

    Label {
        width: parent.width
        text: line.title
        color: Theme.inkSoft
        font.pixelSize: Theme.textCaption
        lineHeight: Theme.lineTight
    }
    Row {
        width: parent.width
        spacing: Theme.space1

        Icon {
            id: mark
            visible: line.best
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.iconSmall
            text: Icons.confirmed
            color: Theme.accent
        }
        Label {
            width: parent.width - (mark.visible ? mark.width + parent.spacing : 0)
            height: Theme.lines(2, Theme.textBody)
            verticalAlignment: Text.AlignTop
            text: line.fact
            color: line.best ? Theme.accent : Theme.ink
            font.bold: true
            lineHeight: Theme.lineTight
            maximumLineCount: 2
        }
    }
    Label {
        width: parent.width
        visible: line.detail !== ""
        text: line.detail
        font.pixelSize: Theme.textCaption
        lineHeight: Theme.lineTight
        maximumLineCount: 2
    }
}
