pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// What goes with the product, as cards that slide sideways. The cards stay when others come: they change.
Item {
    id: strip

    required property RowsModel suggestions
    required property bool waited // the cards in the model are of an earlier product

    readonly property real cell: Theme.suggestionWidth + Theme.space2
    required property bool canLeaveOut
    required property string without // what the shopper leaves out, "" where nothing is
    property real bleed: 0 // how far the cards may slide beyond the sides

    function rewind() {
        list.positionViewAtBeginning();
    }

    signal chosen(productId: string)
    signal leaveOutWanted()

    implicitHeight: head.height + Theme.space2 + Theme.suggestionHeight

    Item {
        id: head
        width: parent.width
        height: Math.max(heading.implicitHeight, leaveOut.visible ? leaveOut.height : 0)

        Label {
            id: heading
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, parent.width - (leaveOut.visible ? leaveOut.width + Theme.space2 : 0))
            text: qsTr("Goes well with it")
            font.pixelSize: Theme.textTitle
            font.bold: true
            lineHeight: Theme.lineTight
        }
        Tap {
            id: leaveOut
            objectName: "openLeaveOut"
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            visible: strip.canLeaveOut
            width: Math.min(implicitWidth, parent.width / 2)
            height: Theme.touchSecondary
            implicitWidth: says.implicitWidth + 2 * Theme.space3
            padding: 0
            text: strip.without !== "" ? strip.without : qsTr("Leave out …")
            onClicked: strip.leaveOutWanted()

            background: Rectangle {
                radius: height / 2
                color: strip.without !== "" ? Theme.accent : leaveOut.sunk ? Theme.sunken : Theme.none
                border.color: strip.without !== "" ? Theme.accent : Theme.line
                border.width: Theme.hair
            }
            contentItem: Item {
                Label {
                    id: says
                    anchors.centerIn: parent
                    width: Math.min(implicitWidth, leaveOut.width - 2 * Theme.space2)
                    text: leaveOut.text
                    color: strip.without !== "" ? Theme.overAccent : Theme.ink
                    font.pixelSize: Theme.textCaption
                    lineHeight: 1
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
            }
        }
    }
    ListView {
        id: list
        objectName: "suggestions"
        x: -strip.bleed
        y: head.height + Theme.space2
        width: parent.width + 2 * strip.bleed
        height: parent.height - y
        orientation: ListView.Horizontal
        visible: !strip.waited
        // Blank rows keep their place, so that no card is made or thrown away; they cannot be reached
        rightMargin: -(strip.suggestions.rowCount() - strip.suggestions.count) * strip.cell
        header: Item { width: strip.bleed }
        footer: Item { width: strip.bleed }
        clip: true
        cacheBuffer: 0 // no cards are made in the background: they may be gone before they are ready
        onHeaderItemChanged: positionViewAtBeginning()
        onWidthChanged: positionViewAtBeginning()
        boundsBehavior: Flickable.StopAtBounds
        model: strip.suggestions
        delegate: Item {
            id: cell

            required property string productId
            required property string name
            required property string price
            required property string was
            required property url picture
            required property int tint
            required property string reason
            required property string reasonIcon
            required property bool promoted
            required property string apart

            visible: productId !== ""
            width: strip.cell
            height: list.height

            SuggestionCard {
                width: Theme.suggestionWidth
                height: cell.height
                productId: cell.productId
                name: cell.name
                price: cell.price
                was: cell.was
                picture: cell.picture
                tint: cell.tint
                reason: cell.reason
                reasonIcon: cell.reasonIcon
                promoted: cell.promoted
                apart: cell.apart
                onClicked: strip.chosen(productId)
            }
        }
    }
    Row {
        y: list.y
        spacing: Theme.space2
        visible: strip.waited

        Repeater {
            model: 3

            Rectangle {
                width: Theme.suggestionWidth
                height: list.height
                radius: Theme.radius
                color: Theme.sunken
            }
        }
    }
    Label {
        y: list.y
        width: parent.width
        visible: strip.suggestions.count === 0 && !strip.waited
        text: qsTr("Nothing to suggest for this one yet.")
        color: Theme.inkSoft
    }
}
