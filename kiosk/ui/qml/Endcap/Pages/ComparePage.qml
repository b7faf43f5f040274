pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls
import Endcap.Models

// The two lifted products side by side.
Rectangle {
    id: page

    required property KioskModel kiosk

    readonly property ProductModel first: kiosk.compare.left
    readonly property ProductModel second: kiosk.compare.right

    function is(productId: string, product: ProductModel): bool {
        return productId !== "" && productId === product.productId;
    }
    function unit(product: ProductModel): string {
        return product.unitPrice !== "" ? product.unitPrice : qsTr("Weight unknown");
    }

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
                readonly property real tall: Math.max(one.implicitHeight, two.implicitHeight)

                width: parent.width
                spacing: Theme.space3

                CompareSide {
                    id: one
                    objectName: "compareLeft"
                    width: sides.half
                    height: sides.tall
                    product: page.first
                    cheaper: page.is(page.kiosk.compare.cheaperId, page.first)
                    otherCheaper: page.is(page.kiosk.compare.cheaperId, page.second)
                    onClicked: page.kiosk.openProduct(page.first.productId)
                }
                CompareSide {
                    id: two
                    objectName: "compareRight"
                    width: sides.half
                    height: sides.tall
                    product: page.second
                    cheaper: page.is(page.kiosk.compare.cheaperId, page.second)
                    otherCheaper: page.is(page.kiosk.compare.cheaperId, page.first)
                    onClicked: page.kiosk.openProduct(page.second.productId)
                }
            }
            Panel {
                width: parent.width
                height: facts.height + Theme.space3
                radius: Theme.radiusLarge

                Column {
                    id: facts
                    x: Theme.space3
                    width: parent.width - 2 * x

                    CompareFact {
                        width: parent.width
                        title: qsTr("Per 100 g")
                        first: page.unit(page.first)
                        second: page.unit(page.second)
                        firstBest: page.is(page.kiosk.compare.cheaperPer100gId, page.first)
                        secondBest: page.is(page.kiosk.compare.cheaperPer100gId, page.second)
                    }
                    CompareFact {
                        width: parent.width
                        title: qsTr("Where")
                        first: page.first.aisle
                        second: page.second.aisle
                        firstDetail: page.first.spot
                        secondDetail: page.second.spot
                    }
                    CompareFact {
                        width: parent.width
                        title: qsTr("On the shelf")
                        first: page.first.stock
                        second: page.second.stock
                        firstDetail: page.first.stockDetail
                        secondDetail: page.second.stockDetail
                        last: true
                    }
                }
            }
        }
    }
}
