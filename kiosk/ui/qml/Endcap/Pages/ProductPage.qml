pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls
import Endcap.Models

// One product: what it is, what it costs, where it stands, how many are left, and what goes with it.
Rectangle {
    id: page

    required property KioskModel kiosk

    readonly property ProductModel product: kiosk.product
    readonly property bool comparable: kiosk.lifted.count > 1

    color: Theme.paper

    // Another product begins at the top
    readonly property string productId: product.productId
    onProductIdChanged: {
        view.contentY = 0;
        strip.rewind();
        points.open = false;
        if (Theme.moving)
            landing.restart();
    }

    // The picture on its department's ground: moves with an upright page, stands beside a wide one
    Rectangle {
        id: hero
        y: Theme.portrait ? -view.contentY : 0
        width: Theme.portrait ? page.width : Math.round(page.width * 0.38)
        // The same for every product: a picture of another size would be read and decoded once more
        height: Theme.portrait ? Math.round(page.height * (Theme.accessible ? 0.26 : 0.25)) : page.height
        color: Theme.tint(page.product.tint)

        Image {
            readonly property real room: hero.height - above - (Theme.portrait ? Theme.space3 : tilesBeside.height + Theme.margin + hand.height + Theme.space2)
            readonly property real above: Theme.heroHead
            readonly property real side: Math.round(Math.min(hero.width * 0.8, room * 0.92))

            x: Math.round((hero.width - width) / 2)
            y: above + Math.round((room - height) / 2)
            transform: Translate { id: lift }
            width: side
            height: side
            source: page.product.picture
            sourceSize: Qt.size(side, side)
            fillMode: Image.PreserveAspectFit
            asynchronous: true
            retainWhileLoading: false
        }
        Label {
            x: Theme.margin
            y: Theme.space4
            width: parent.width - 2 * Theme.margin
            text: Theme.accessible || !Theme.portrait || page.product.category === page.product.department ? page.product.category : page.product.department + " · " + page.product.category
            color: Theme.tintInk(page.product.tint)
            font.pixelSize: Theme.textCaption
            font.bold: true
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
        Chip {
            id: hand
            anchors { left: parent.left; leftMargin: Theme.margin }
            y: (Theme.portrait ? parent.height : tilesBeside.y) - height - Theme.space3
            visible: page.product.lifted
            text: qsTr("In your hand")
            glyph: Icons.hand
            color: Theme.accent
            words: Theme.overAccent
        }
    }

    Flickable {
        id: view
        x: Theme.portrait ? 0 : hero.width
        width: page.width - x
        height: page.height
        clip: !Theme.portrait
        contentHeight: Math.max(height, column.y + column.height + Theme.margin)
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: column
            x: Theme.margin
            y: Theme.portrait ? hero.height + Theme.space4 : Theme.margin
            width: view.width - 2 * Theme.margin
            spacing: Theme.space3

            Column {
                width: parent.width
                spacing: Theme.space1

                Label {
                    objectName: "productName"
                    width: parent.width
                    text: page.product.name
                    font.pixelSize: Theme.textHeadline
                    font.bold: true
                    lineHeight: Theme.lineTight
                    maximumLineCount: 3
                }
                Flow {
                    width: parent.width
                    spacing: Theme.space2
                    visible: page.product.size !== "" || page.product.storeBrand || page.product.number !== "" || page.product.unwanted !== ""

                    Label {
                        visible: text !== ""
                        height: brand.height
                        text: page.product.size
                        color: Theme.inkSoft
                    }
                    Label {
                        objectName: "productNumber"
                        visible: text !== ""
                        height: brand.height
                        text: page.product.number
                        color: Theme.inkSoft
                        font.pixelSize: Theme.textCaption
                    }
                    Chip {
                        objectName: "unwanted"
                        widest: parent.width // qmllint disable
                        text: page.product.unwanted
                        color: Theme.warnSoft
                        words: Theme.warn
                    }
                    Chip {
                        id: brand
                        visible: page.product.storeBrand
                        text: qsTr("Store brand")
                        color: Theme.accentSoft
                        words: Theme.accent
                    }
                }
            }
            Column {
                width: parent.width

                PriceTag {
                    width: parent.width
                    price: page.product.price
                    was: page.product.was
                    offer: page.product.offer
                    until: page.product.until
                }
                Label {
                    visible: text !== ""
                    text: page.product.unitPrice
                    color: Theme.inkSoft
                }
            }
            ActionButton {
                objectName: "openCompare"
                visible: page.comparable
                width: parent.width
                glyph: Icons.compare
                text: qsTr("Compare what you hold")
                onClicked: page.kiosk.openCompare()
            }
            SellingPoints {
                id: points
                objectName: "sellingPoints"
                width: parent.width
                points: page.kiosk.points
                sources: page.kiosk.pointSources
            }
            Loader {
                width: parent.width
                active: Theme.portrait
                visible: active
                sourceComponent: tiles
            }
            SuggestionStrip {
                id: strip
                width: parent.width
                height: Math.max(implicitHeight, Math.min(1.2 * implicitHeight, view.height - column.y - y - Theme.margin))
                bleed: Theme.margin
                suggestions: page.kiosk.suggestions
                waited: page.kiosk.suggestionsWaited
                canLeaveOut: page.kiosk.diet.count > 0
                without: page.kiosk.without
                onChosen: productId => page.kiosk.openSuggestion(productId)
                onLeaveOutWanted: view.contentY = Math.max(0, view.contentHeight - view.height)
            }
            LeaveOut {
                width: parent.width
                choices: page.kiosk.diet
                onToggled: (contents, on) => page.kiosk.leaveOut(contents, on)
            }
        }
    }
    NumberAnimation {
        id: landing
        target: lift
        property: "y"
        from: -Theme.space3
        to: 0
        duration: Theme.calm
        easing.type: Easing.OutCubic
    }
    Loader {
        id: tilesBeside
        x: Theme.margin
        y: page.height - height - Theme.margin
        width: hero.width - 2 * Theme.margin
        active: !Theme.portrait
        sourceComponent: tiles
    }
    Component {
        id: tiles

        Grid {
            columns: Theme.portrait && !Theme.accessible ? 2 : 1
            spacing: Theme.space3

            readonly property real cell: (width - (columns - 1) * spacing) / columns
            readonly property real tall: columns === 2 ? Math.max(place.implicitHeight, stock.implicitHeight) : 0

            PlaceTile {
                id: place
                width: parent.cell // qmllint disable
                height: Math.max(implicitHeight, parent.tall) // qmllint disable
                product: page.product
            }
            StockTile {
                id: stock
                width: parent.cell // qmllint disable
                height: Math.max(implicitHeight, parent.tall) // qmllint disable
                product: page.product
            }
        }
    }
}
