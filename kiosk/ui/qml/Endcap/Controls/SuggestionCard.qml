pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// A product that goes with this one, and why.
Tap {
    id: card

    required property string productId
    required property string name
    required property string price
    required property string was
    required property url picture
    required property int tint
    required property string reason
    required property string reasonIcon
    required property bool promoted
    required property string apart // from another card of the same name

    // Fixed, so that the pictures of a row stand on one line
    readonly property real nameHeight: Theme.lines(2, Theme.textCaption)
    readonly property real reasonHeight: Theme.lines(3, Theme.textCaption)

    text: name
    padding: 0

    background: Rectangle {
        radius: Theme.radius
        color: card.sunk ? Theme.sunken : Theme.surface
        border.color: Theme.line
        border.width: Theme.hair
    }
    contentItem: Item {
        Picture {
            id: ground
            readonly property real aside: (width - side) / 2

            // Beside the chip, not under it
            lean: chip.visible ? Math.max(0, Math.min(aside - Theme.space1, chip.width + 2 * Theme.space1 - aside)) : 0
            anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.space1 }
            height: Math.max(Theme.space12, parent.height - words.height - Theme.space4)
            source: card.picture
            tint: card.tint
            radius: Theme.radiusSmall
        }
        Chip {
            id: chip
            anchors { left: ground.left; top: ground.top; margins: Theme.space1 }
            visible: card.promoted
            text: qsTr("Promoted")
            color: Theme.offerSoft
            words: Theme.offer
            widest: ground.width - Theme.space2
        }
        Column {
            id: words
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.space2 }
            spacing: Theme.space05

            Label {
                width: parent.width
                text: card.name
                font.bold: true
                font.pixelSize: Theme.textCaption
                lineHeight: Theme.lineTight
                maximumLineCount: 2
                height: card.apart === "" ? card.nameHeight : undefined // its own
                verticalAlignment: Text.AlignTop
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: card.apart
                color: Theme.inkSoft
                font.pixelSize: Theme.textCaption
                lineHeight: Theme.lineTight
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            Row {
                spacing: Theme.space1

                Label {
                    text: card.price
                    font.bold: true
                    font.pixelSize: Theme.textTitle
                    lineHeight: 1
                    color: card.was !== "" ? Theme.offer : Theme.ink
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: card.was !== ""
                    text: card.was
                    font.pixelSize: Theme.textCaption
                    font.strikeout: true
                    lineHeight: 1
                    color: Theme.inkSoft
                }
            }
            Row {
                width: parent.width
                spacing: Theme.space1

                Icon {
                    id: why
                    size: Theme.iconSmall
                    text: Icons.glyph(card.reasonIcon)
                    color: Theme.accent
                }
                Label {
                    width: parent.width - why.width - parent.spacing
                    text: card.reason
                    color: Theme.accent
                    font.pixelSize: Theme.textCaption
                    lineHeight: Theme.lineTight
                    maximumLineCount: 3
                    height: card.reasonHeight
                    verticalAlignment: Text.AlignTop
                }
            }
        }
    }
}
