pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One line of the comparison: the same question, answered for both.
Column {
    id: line

    required property string title
    required property string first
    required property string second
    property string firstDetail: ""
    property string secondDetail: ""
    property bool firstBest: false
    property bool secondBest: false
    property bool last: false

    readonly property real half: (width - Theme.space3) / 2

    spacing: Theme.space1
    topPadding: Theme.space2

    Label {
        width: parent.width
        text: line.title
        color: Theme.inkSoft
        font.pixelSize: Theme.textCaption
        lineHeight: Theme.lineTight
    }
    Row {
        width: parent.width
        spacing: Theme.space3

        CompareCell {
            width: line.half
            fact: line.first
            detail: line.firstDetail
            best: line.firstBest
        }
        CompareCell {
            width: line.half
            fact: line.second
            detail: line.secondDetail
            best: line.secondBest
        }
    }
    Item {
        visible: !line.last
        width: parent.width
        height: Theme.space2

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.hair
            color: Theme.line
        }
    }
}
