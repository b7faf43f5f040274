pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One of the steps of a task: open while it is its turn, a line before and after.
Panel {
    id: step

    required property int place // from 0
    required property int current
    required property string title
    property string remark: "" // beside the title of a step that is done
    default property alias contents: body.data

    readonly property bool open: place === current
    readonly property bool done: place < current

    implicitHeight: heading.height + (open ? body.height + Theme.space4 : 0) + 2 * Theme.space2
    color: open ? Theme.surface : Theme.none
    border.color: open ? Theme.accent : Theme.line
    border.width: open ? Theme.space05 : Theme.hair

    Item {
        id: heading
        x: Theme.space3
        y: Theme.space2
        width: parent.width - 2 * x
        height: Math.max(badge.height, words.implicitHeight)

        Rectangle {
            id: badge
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.icon + Theme.space2
            height: width
            radius: width / 2
            color: step.done ? Theme.good : step.open ? Theme.accent : Theme.sunken

            Icon {
                anchors.centerIn: parent
                visible: step.done
                size: Theme.iconSmall
                text: Icons.check
                color: Theme.overAccent
            }
            Label {
                anchors.centerIn: parent
                visible: !step.done
                text: step.place + 1
                color: step.open ? Theme.overAccent : Theme.inkSoft
                font.bold: true
                lineHeight: 1
            }
        }
        Label {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            x: badge.width + Theme.space2
            width: parent.width - x - (remark.visible ? remark.width + Theme.space2 : 0)
            text: step.title
            color: step.open ? Theme.ink : Theme.inkSoft
            font.pixelSize: step.open ? Theme.textTitle : Theme.textBody
            font.bold: step.open
            lineHeight: Theme.lineTight
        }
        Label {
            id: remark
            anchors.verticalCenter: parent.verticalCenter
            x: parent.width - width
            visible: step.remark !== "" && step.done
            text: step.remark
            color: Theme.good
            font.bold: true
            lineHeight: 1
        }
    }
    Item {
        id: body
        x: Theme.space3
        y: heading.y + heading.height + Theme.space3
        width: parent.width - 2 * x
        height: childrenRect.height
        visible: step.open
    }
}
