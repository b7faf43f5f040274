pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// What speaks for a product, quoted. A touch shows the whole sentences and whose words they are.
Tap {
    id: block

    required property RowsModel points
    required property string sources

    property bool open: false

    text: qsTr("What speaks for it")
    visible: points.count > 0
    padding: 0
    implicitHeight: column.implicitHeight + 2 * Theme.space2
    onClicked: open = !open

    background: Rectangle {
        radius: Theme.radius
        color: block.sunk ? Theme.sunken : Theme.surface
        border.color: Theme.line
        border.width: Theme.hair
    }
    contentItem: Item {
        // Beside the first point where the page is wide, below them all where it is upright
        Label {
            id: whose
            anchors { right: parent.right; top: parent.top; margins: Theme.space2; rightMargin: Theme.space3 }
            visible: !Theme.portrait && !block.open
            text: block.sources
            color: Theme.inkSoft
            font.pixelSize: Theme.textCaption
            lineHeight: Theme.lineTight
            wrapMode: Text.NoWrap
        }
        Column {
            id: column
            anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.space2; leftMargin: Theme.space3; rightMargin: Theme.space3 }
            spacing: Theme.space1

            Repeater {
                model: block.points

                Column {
                    id: point

                    required property string quote
                    required property string sentence
                    required property string source

                    visible: quote !== ""
                    width: column.width

                    Row {
                        width: parent.width
                        spacing: Theme.space2

                        Icon {
                            id: mark
                            y: Theme.space05
                            size: Theme.iconSmall
                            text: Icons.check
                            color: Theme.accent
                        }
                        Label {
                            width: parent.width - mark.width - parent.spacing - (whose.visible ? whose.implicitWidth + Theme.space2 : 0)
                            text: point.quote
                            maximumLineCount: block.open ? 1000 : 2
                            lineHeight: Theme.lineTight
                        }
                    }
                    Label {
                        x: mark.width + Theme.space2
                        width: parent.width - x
                        visible: block.open
                        text: point.source + (point.sentence !== "" ? "\n" + point.sentence : "")
                        color: Theme.inkSoft
                        font.pixelSize: Theme.textCaption
                        lineHeight: Theme.lineTight
                    }
                }
            }
            Label {
                width: parent.width
                visible: Theme.portrait && !block.open
                text: block.sources
                color: Theme.inkSoft
                font.pixelSize: Theme.textCaption
                lineHeight: Theme.lineTight
                maximumLineCount: 1
            }
        }
    }
}
