import QtQuick
import Endcap.Theme
import Endcap.Controls
import Endcap.Models

// The two lifted products side by side.
Rectangle {
    id: page

    required property KioskModel kiosk

    color: Theme.paper

    Flickable {
        anchors.fill: parent
        contentHeight: column.height + 2 * Theme.margin
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: column
            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: Theme.space4

            PageHead {
                width: parent.width
                title: qsTr("Side by side")
                note: Theme.portrait ? qsTr("The two products you hold. Put one back to see the other alone.") : ""
            }
            Row {
                id: sides
                readonly property real half: (width - spacing) / 2
                readonly property real tall: Math.max(left.implicitHeight, right.implicitHeight)

                width: parent.width
                spacing: Theme.space3

                CompareSide {
                    id: left
                    objectName: "compareLeft"
                    width: sides.half
                    height: sides.tall
                    product: page.kiosk.compareLeft
                    cheaper: page.kiosk.cheaperId !== "" && page.kiosk.cheaperId === product.productId
                    cheaperPer100g: page.kiosk.cheaperPer100gId !== "" && page.kiosk.cheaperPer100gId === product.productId
                    onOpened: page.kiosk.openProduct(product.productId)
                }
                CompareSide {
                    id: right
                    objectName: "compareRight"
                    width: sides.half
                    height: sides.tall
                    product: page.kiosk.compareRight
                    cheaper: page.kiosk.cheaperId !== "" && page.kiosk.cheaperId === product.productId
                    cheaperPer100g: page.kiosk.cheaperPer100gId !== "" && page.kiosk.cheaperPer100gId === product.productId
                    onOpened: page.kiosk.openProduct(product.productId)
                }
            }
        }
    }
}
