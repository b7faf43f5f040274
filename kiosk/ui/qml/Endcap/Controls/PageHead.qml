pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// The title of a page, with what it is a part of above it.
Column {
    id: head

    required property string title
    property string above: ""
    property string note: ""

    spacing: Theme.space05

    Label {
        width: parent.width
        visible: head.above !== ""
        text: head.above
        color: Theme.inkSoft
        font.pixelSize: Theme.textCaption
        maximumLineCount: 1
        lineHeight: Theme.lineTight
    }
    Label {
        width: parent.width
        text: head.title
        font.pixelSize: Theme.textHeadline
        font.bold: true
        lineHeight: Theme.lineTight
        maximumLineCount: 2
    }
    Label {
        width: parent.width
        visible: head.note !== ""
        text: head.note
        color: Theme.inkSoft
        lineHeight: Theme.lineTight
    }
}
