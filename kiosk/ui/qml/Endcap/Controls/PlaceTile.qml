pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Models

// Where a product stands: its slot on a smart shelf, or its aisle in the store.
Panel {
    id: tile

    required property ProductModel product

    implicitHeight: column.implicitHeight + 2 * Theme.space3

    Column {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.space3 }
        spacing: Theme.space1

        Row {
            width: parent.width
            spacing: Theme.space1

            Icon {
                id: pin
                visible: !walk.visible
                size: Theme.iconSmall
                anchors.verticalCenter: parent.verticalCenter
                text: Icons.place
                color: Theme.accent
            }
            Label {
                width: parent.width - (pin.visible ? pin.width + parent.spacing : 0)
                text: tile.product.aisle
                font.bold: true
                maximumLineCount: 2
                lineHeight: Theme.lineTight
            }
        }
        Label {
            width: parent.width
            visible: tile.product.spot !== ""
            text: tile.product.spot
            color: Theme.inkSoft
            font.pixelSize: Theme.textCaption
            maximumLineCount: 1
        }
        SlotMap {
            id: shelf
            objectName: "slotMap"
            width: parent.width
            slots: tile.product.slots
            slotPlace: tile.product.slotPlace
        }
        WalkMap {
            id: walk
            width: parent.width
            visible: !shelf.visible && aisles > 0 && aislePlace >= 0
            aisles: tile.product.aisles
            aislePlace: tile.product.aislePlace
        }
    }
}
