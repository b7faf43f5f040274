pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One slot that needs goods: what, where, how many are left, how soon it is empty.
Tap {
    id: row

    required property string taskId
    required property string name
    required property url picture
    required property int tint
    required property string urgency
    required property string urgencyText
    required property string slot
    required property string shelf
    required property string count
    required property string capacity
    required property real fill
    required property bool old
    required property bool doubt
    required property string speed
    required property string runsOut
    required property string needed
    required property string takenBy
    required property bool mine

    readonly property bool stacked: Theme.portrait && Theme.accessible
    readonly property bool wide: !Theme.portrait && !Theme.accessible // in two lines, so that more rows are seen
    readonly property real pad: Theme.space2

    text: name
    padding: 0
    implicitHeight: Math.max(photo.height, grid.implicitHeight) + 2 * pad

    background: Panel {
        color: row.sunk ? Theme.sunken : row.mine ? Theme.accentSoft : Theme.surface
        border.color: row.mine ? Theme.accent : Theme.line

        Rectangle { // the colour of the hurry, down the edge
            x: Theme.space1
            y: Theme.space2
            width: Theme.space1
            height: parent.height - 2 * y
            radius: width / 2
            color: Theme.urgencyEdge(row.urgency)
        }
    }
    contentItem: Item {
        Picture {
            id: photo
            x: Theme.space4
            y: row.stacked ? row.pad : (parent.height - height) / 2
            width: Theme.staffPicture
            height: Theme.staffPicture
            source: row.picture
            tint: row.tint
            share: 0.84
        }
        Grid {
            id: grid
            x: photo.x + photo.width + Theme.space3
            y: (parent.height - height) / 2
            width: parent.width - x - Theme.space3
            columns: row.stacked ? 1 : 2
            columnSpacing: Theme.space4
            rowSpacing: Theme.space2
            verticalItemAlignment: Grid.AlignVCenter

            Column {
                width: row.stacked ? grid.width : grid.width - figures.width - grid.columnSpacing
                spacing: Theme.space1

                Label {
                    width: parent.width
                    text: row.name
                    font.pixelSize: Theme.textBody
                    font.bold: true
                    lineHeight: Theme.lineTight
                    maximumLineCount: 2
                }
                Grid {
                    id: details
                    width: parent.width
                    columns: row.wide ? 2 : 1
                    spacing: Theme.space1
                    verticalItemAlignment: Grid.AlignVCenter

                    Row {
                        width: row.wide ? Math.round(details.width * 0.42) : details.width
                        spacing: Theme.space1

                        Icon {
                            id: pin
                            size: Theme.iconSmall
                            anchors.verticalCenter: parent.verticalCenter
                            text: Icons.place
                            color: Theme.accent
                        }
                        Label {
                            id: slot
                            anchors.verticalCenter: parent.verticalCenter
                            text: row.slot
                            color: Theme.accent
                            font.bold: true
                            lineHeight: 1
                        }
                        Label {
                            anchors.verticalCenter: parent.verticalCenter
                            width: parent.width - pin.width - slot.width - 2 * parent.spacing
                            text: row.shelf
                            font.pixelSize: Theme.textCaption
                            lineHeight: 1
                            maximumLineCount: 1
                        }
                    }
                    Flow {
                        width: row.wide ? details.width - Math.round(details.width * 0.42) - details.spacing : details.width
                        spacing: Theme.space2

                        Label {
                            visible: text !== ""
                            text: row.runsOut
                            color: row.urgency === "high" ? Theme.bad : Theme.ink
                            font.pixelSize: Theme.textCaption
                            font.bold: true
                            lineHeight: Theme.lineTight
                        }
                        Label {
                            text: row.speed
                            color: Theme.inkSoft
                            font.pixelSize: Theme.textCaption
                            lineHeight: Theme.lineTight
                        }
                    }
                }
            }
            Grid {
                id: figures
                width: row.stacked ? grid.width : row.wide ? 2 * Theme.staffFigures + spacing : Theme.staffFigures
                columns: row.wide ? 2 : 1
                spacing: row.wide ? Theme.space3 : Theme.space1
                verticalItemAlignment: Grid.AlignVCenter

                readonly property real cell: row.wide ? Theme.staffFigures : width

                Flow {
                    width: figures.cell
                    spacing: Theme.space1
                    layoutDirection: row.stacked ? Qt.LeftToRight : Qt.RightToLeft

                    StaffUrgency {
                        text: row.urgencyText
                        urgency: row.urgency
                    }
                    Chip {
                        text: row.takenBy
                        widest: figures.cell
                        glyph: Icons.person
                        color: row.mine ? Theme.accent : Theme.sunken
                        words: row.mine ? Theme.overAccent : Theme.ink
                    }
                }
                Column {
                    width: figures.cell
                    spacing: Theme.space1

                    Item {
                        width: parent.width
                        height: big.height

                        Label {
                            id: big
                            text: row.count
                            color: row.urgency === "empty" ? Theme.bad : row.old ? Theme.inkSoft : Theme.ink
                            font.pixelSize: Theme.textHeading
                            font.bold: true
                            lineHeight: 1
                        }
                        Label {
                            x: big.width + Theme.space1
                            anchors.baseline: big.baseline
                            text: row.capacity
                            color: Theme.inkSoft
                            font.pixelSize: Theme.textCaption
                            lineHeight: 1
                        }
                        Label {
                            x: parent.width - width
                            anchors.baseline: big.baseline
                            text: row.needed
                            font.pixelSize: Theme.textCaption
                            font.bold: true
                            lineHeight: 1
                        }
                    }
                    StaffFill {
                        width: parent.width
                        fill: row.fill
                        ink: Theme.urgencyEdge(row.urgency)
                    }
                    Label {
                        width: parent.width
                        visible: row.old || row.doubt
                        text: row.old ? qsTr("Not fresh: the shelf is silent") : qsTr("Not certain: count it")
                        color: Theme.warn
                        font.pixelSize: Theme.textCaption
                        lineHeight: Theme.lineTight
                    }
                }
            }
        }
    }
}
