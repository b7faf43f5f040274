pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives
import Endcap.Controls
import Endcap.Models

// The invitation. This week's promoted products come by, one at a time, slowly.
Rectangle {
    id: page

    required property KioskModel kiosk
    property int place: 0

    readonly property int count: kiosk.attract.count
    readonly property AttractProduct current: count > 0 && products.count > shown ? products.itemAt(shown) as AttractProduct : null
    readonly property int shown: count > 0 ? place % count : 0

    color: Theme.tint(current ? current.tint : Theme.calmTint)

    Behavior on color {
        ColorAnimation { duration: Theme.slow }
    }

    Timer {
        interval: Theme.attractPeriod
        repeat: true
        running: page.visible && Theme.moving && page.count > 1
        onTriggered: page.place = (page.place + 1) % page.count
    }
    MouseArea {
        objectName: "attractAnywhere"
        anchors.fill: parent
        onClicked: page.kiosk.openBrowse()
    }

    // The products take turns; only the one whose turn it is can be seen.
    Item {
        id: stage
        x: Theme.portrait ? 0 : page.width * 0.48
        width: Theme.portrait ? page.width : page.width * 0.52
        height: Theme.portrait ? words.y : page.height

        Repeater {
            id: products
            model: page.kiosk.attract

            AttractProduct {
                anchors.fill: stage
                objectName: turn ? "attractProduct" : ""
                turn: index === page.shown
                onClicked: page.kiosk.openProduct(productId)
            }
        }
        Icon {
            anchors.centerIn: parent
            visible: page.count === 0
            size: Theme.iconHuge
            text: Icons.basket
            color: Theme.tintInk(Theme.calmTint)
        }
    }
    Label {
        x: Theme.margin
        y: Theme.margin
        width: Theme.portrait ? implicitWidth : page.width * 0.4
        text: page.kiosk.storeName
        font.pixelSize: Theme.textTitle
        font.bold: true
        lineHeight: 1
        z: 1
    }
    IconButton {
        objectName: "staffDoor"
        anchors { right: parent.right; top: parent.top; margins: Theme.space3 }
        glyph: Icons.lock
        text: qsTr("Staff")
        onClicked: page.kiosk.openStaff()
    }

    Column {
        id: words
        x: Theme.margin + (Theme.portrait ? 0 : Theme.space3)
        y: Theme.portrait ? page.height - height - Theme.space6 : (page.height - height) / 2
        width: Theme.portrait ? page.width - 2 * x : page.width * 0.46 - x
        spacing: Theme.space3

        Label {
            width: parent.width
            text: qsTr("Lift any product")
            font.pixelSize: Theme.textDisplay
            font.bold: true
            lineHeight: 1
        }
        Label {
            width: parent.width
            text: qsTr("See its price, where it stands, how many are left and what goes well with it.")
            color: Theme.ink
            font.pixelSize: Theme.textTitle
            bottomPadding: Theme.space3
        }
        ActionButton {
            objectName: "attractBrowse"
            width: parent.width
            glyph: Icons.browse
            text: qsTr("Browse departments")
            onClicked: page.kiosk.openBrowse()
        }
        ActionButton {
            objectName: "attractSearch"
            width: parent.width
            kind: "secondary"
            implicitHeight: Theme.touchPrimary
            glyph: Icons.search
            text: qsTr("Search the store")
            onClicked: page.kiosk.openSearch()
        }
    }
}
