pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One answer of the comparison.
Column {
    id: cell

    required property string fact
    required property string detail
    required property bool best

    Item {
        width: parent.width
        height: words.implicitHeight

        Icon {
            id: mark
            visible: cell.best
            y: (Theme.lines(1, Theme.textBody) - height) / 2
            size: Theme.iconSmall
            text: Icons.confirmed
            color: Theme.accent
        }
        Label {
            id: words
            x: cell.best ? mark.width + Theme.space1 : 0
            width: parent.width - x
            text: cell.fact
            color: cell.best ? Theme.accent : Theme.ink
            font.bold: true
            lineHeight: Theme.lineTight
        }
    }
    Label {
        width: parent.width
        visible: cell.detail !== ""
        text: cell.detail
        color: Theme.inkSoft
        font.pixelSize: Theme.textCaption
        lineHeight: Theme.lineTight
    }
}
